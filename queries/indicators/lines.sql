-- Which values was each of some indicators judged by, in the order of their dates?
-- Rows: one per plan and indicator that has values
-- Parameters: on, known_at (null: now), plans (list), indicators (list of codes)
select
    plan_code,
    indicator_code,
    list(value order by observed_on) as judged_values
from judged_observation($on::date, $known_at::timestamp)
where
    list_contains($plans::varchar[], plan_code)
    and list_contains($indicators::varchar[], indicator_code)
group by plan_code, indicator_code
order by plan_code, indicator_code
