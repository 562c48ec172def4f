-- How old the last observation is, measured by the rhythm of its indicator.
-- fresh: younger than a period and the days of grace; stale: older than two periods; between: late.
create or replace macro freshness(observed_on, frequency, on_day, grace_days, stale_periods) as
case
    when observed_on is null then 'missing'
    when on_day < observed_on + to_months(period_months(frequency)) + to_days(grace_days) then 'fresh'
    when on_day > observed_on + to_months((period_months(frequency) * stale_periods)::integer) then 'stale'
    else 'late'
end;
