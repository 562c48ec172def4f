-- Which value had an indicator in each month of each year, where it is told by the month?
-- Rows: one per year and month; none with fewer than two years
-- Parameters: plan, indicator, on, known_at (null: now)
with monthly as (
    select
        year(observation.observed_on) as year,
        month(observation.observed_on) as month,
        arg_max(observation.value, observation.observed_on) as value
    from known_observation($known_at::timestamp) as observation
    inner join known_indicator($known_at::timestamp) as indicator
        on
            observation.plan_code = indicator.plan_code
            and observation.indicator_code = indicator.indicator_code
    where
        observation.plan_code = $plan
        and observation.indicator_code = $indicator
        and observation.observed_on <= $on::date
        and observation.dimension = ''
        and observation.value is not null
        and indicator.frequency = 'monthly'
    group by year(observation.observed_on), month(observation.observed_on)
)

select
    year,
    month,
    value
from monthly
qualify count(*) over () > 12
order by year, month
