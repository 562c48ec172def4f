-- Which plans are there?
-- Rows: one per plan, by title
-- Parameters: none
select
    plan_code,
    title,
    resolved_on,
    paper,
    supersedes
from current_plan
order by title, plan_code
