-- On which days was the plan evaluated?
-- Rows: one per reporting date, newest first
-- Parameters: plan (null: all)
select distinct reporting_date
from current_evaluation
where $plan::varchar is null or plan_code = $plan::varchar
order by reporting_date desc
