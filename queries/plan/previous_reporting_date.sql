-- Which was the last day before this one on which the plan was evaluated?
-- Rows: one; null where there is none
-- Parameters: plan (null: all), on
select max(reporting_date) as reporting_date
from current_evaluation
where
    reporting_date < $on::date
    and ($plan::varchar is null or plan_code = $plan::varchar)
