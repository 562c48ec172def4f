-- Which plan is a report about, by its last resolution as known at a moment?
-- Rows: one, or none where the plan was not known
-- Parameters: plan, known_at (null: now)
select
    plan_code,
    title as plan_title,
    resolved_on,
    paper as plan_paper,
    supersedes
from known_plan($known_at::timestamp)
where plan_code = $plan
