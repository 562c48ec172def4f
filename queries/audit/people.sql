-- Who stands in the audit?
-- Rows: one per name
-- Parameters: none
select
    person,
    count(*) as events
from audit
group by person
order by person
