-- Which phases does a plan have?
-- Rows: one per phase
-- Parameters: plan (null: all), known_at (null: now)
select
    plan_code,
    phase,
    title,
    starts_on,
    ends_on,
    report_due_on
from known_phase($known_at::timestamp)
where $plan::varchar is null or plan_code = $plan::varchar
order by plan_code, phase
