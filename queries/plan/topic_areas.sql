-- Which topic areas does a plan have?
-- Rows: one per topic area, by the phase they begin with
-- Parameters: plan (null: all), known_at (null: now)
select
    plan_code,
    topic_area_code,
    title,
    from_phase
from known_topic_area($known_at::timestamp)
where $plan::varchar is null or plan_code = $plan::varchar
order by plan_code, coalesce(from_phase, 1), topic_area_code
