-- How many indicators has each value of each filter, given all the other filters and the search?
-- Rows: one per filter (facet) and value ("-": none said) that some indicator has, with its title, most first
-- Parameters: on, known_at, plans, phase, area, goal, measure, unit, kind, direction, light, freshness, owner, words (lists; null: all)
with explored as materialized (
    select
        facets,
        goal_codes,
        fits_goal,
        misses
    from explored_indicator(
        $on::date, $known_at::timestamp,
        $plans::varchar[], $phase::varchar[], $area::varchar[], $goal::varchar[],
        $measure::varchar[], $unit::varchar[], $kind::varchar[], $direction::varchar[],
        $light::varchar[], $freshness::varchar[], $owner::varchar[], $words::varchar[]
    )
),

asked as (
    select
        unnest(facets) as one,
        misses
    from explored
),

valued as (
    select
        one.facet,
        one.value,
        one.fits,
        misses
    from asked
    union all by name
    select
        'goal' as facet,
        unnest(goal_codes) as value,
        fits_goal as fits,
        misses
    from explored
),

counted as (
    select
        facet,
        value,
        count(*) as indicators
    from valued
    where misses - (not fits)::integer = 0
    group by facet, value
),

titled as (
    select
        'plans' as facet,
        plan_code as value,
        title
    from known_plan($known_at::timestamp)
    union all by name
    select
        'phase' as facet,
        phase::varchar as value,
        title
    from known_phase($known_at::timestamp)
    where $plans::varchar[] is null or list_contains($plans::varchar[], plan_code)
    union all by name
    select
        'area' as facet,
        topic_area_code as value,
        title
    from known_topic_area($known_at::timestamp)
    where $plans::varchar[] is null or list_contains($plans::varchar[], plan_code)
    union all by name
    select
        'goal' as facet,
        goal_code as value,
        title
    from known_goal($known_at::timestamp)
    where $plans::varchar[] is null or list_contains($plans::varchar[], plan_code)
    union all by name
    select
        'measure' as facet,
        measure_code as value,
        title
    from known_measure($known_at::timestamp)
    where $plans::varchar[] is null or list_contains($plans::varchar[], plan_code)
)

select
    counted.facet,
    counted.value,
    min(titled.title) as title,
    any_value(counted.indicators) as indicators
from counted
left join titled
    on
        counted.facet = titled.facet
        and counted.value = titled.value
group by counted.facet, counted.value
order by counted.facet, indicators desc, counted.value
