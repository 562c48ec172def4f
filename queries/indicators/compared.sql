-- How did several indicators develop side by side: as they are, indexed to a day, and on the way to their targets?
-- Rows: one per indicator and judged date
-- Parameters: plan, indicators (a list), on, known_at (null: now), base_on (null: the first day by which each has a value)
with series as (
    select
        indicator_code,
        observed_on,
        value,
        is_break,
        -- what lies on two sides of a break cannot be compared
        count(*) filter (where is_break) over (
            partition by indicator_code
            order by observed_on
        ) as stretch
    from judged_observation($on::date, $known_at::timestamp)
    where plan_code = $plan and list_contains($indicators::varchar[], indicator_code)
),

begun as (
    select max(first_on) as all_on
    from (
        select min(observed_on) as first_on
        from series
        group by indicator_code
    )
),

-- what each stood at on the day: its last value by then
base as (
    select
        series.indicator_code,
        max(series.observed_on) as base_on,
        arg_max(series.value, series.observed_on) as base_value,
        max(series.stretch) as base_stretch
    from series
    cross join begun
    where series.observed_on <= coalesce($base_on::date, begun.all_on)
    group by series.indicator_code
)

select
    series.indicator_code,
    series.observed_on,
    series.value,
    series.stretch,
    base.base_on,
    base.base_value,
    -- only of what is more than nothing a multiple can be told
    if(
        base.base_value > 0 and base.base_stretch = series.stretch,
        finite(100 * (series.value / base.base_value)),
        null
    ) as indexed,
    if(
        light.is_broken,
        null,
        share_covered(light.baseline, light.target_value, series.value)
    ) as position
from series
inner join indicator_light($on::date, $known_at::timestamp) as light
    on series.indicator_code = light.indicator_code and light.plan_code = $plan
left join base on series.indicator_code = base.indicator_code
order by series.indicator_code, series.observed_on
