-- What there is of the series of each indicator by the reporting date: its totals, whether or not
-- they are judged yet. A break in the series is one as soon as it is known.
create or replace macro observed_series(on_day, known_at) as table
select
    plan_code,
    indicator_code,
    count(*) as observations,
    max(observed_on) as observed_on,
    max(observed_on) filter (where flag = 'break') as break_on
from known_observation(known_at)
where observed_on <= on_day and dimension = '' and value is not null
group by plan_code, indicator_code;

-- How old the last observation is, measured by the rhythm of its indicator.
-- fresh: younger than a period and the days of grace; stale: older than two periods; between: late.
create or replace macro freshness(observed_on, frequency, on_day, grace_days, stale_periods) as
case
    when observed_on is null then 'missing'
    when on_day < observed_on + to_months(period_months(frequency)) + to_days(grace_days) then 'fresh'
    when on_day > observed_on + to_months((period_months(frequency) * stale_periods)::integer) then 'stale'
    else 'late'
end;
