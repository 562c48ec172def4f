-- Which funds were planned, spent, forecast and granted for a measure?
-- Rows: one per year
-- Parameters: plan, measure, known_at (null: now)
select
    year,
    planned_eur,
    spent_eur,
    forecast_eur,
    grants_eur
from known_funds($known_at::timestamp)
where plan_code = $plan and measure_code = $measure
order by year
