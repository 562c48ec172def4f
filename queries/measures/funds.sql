-- Which funds were planned, spent, forecast and granted for a measure?
-- Rows: one per measure and year
-- Parameters: plan, measure (null: any), known_at (null: now)
select
    measure_code,
    year,
    planned_eur,
    spent_eur,
    forecast_eur,
    grants_eur
from known_funds($known_at::timestamp)
where plan_code = $plan and ($measure::varchar is null or measure_code = $measure::varchar)
order by measure_code, year
