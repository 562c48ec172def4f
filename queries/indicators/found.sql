-- Which indicators fit the filters and the search, in the asked order, on the asked page of the list?
-- Rows: one per plan and indicator; with how many fit in all
-- Parameters: on, known_at, plans, phase, area, goal, measure, unit, kind, direction, light, freshness, owner, words, sort, skipped, shown
with fitting as (
    select *
    from
        explored_indicator(
            $on::date, $known_at::timestamp,
            $plans::varchar[], $phase::varchar[], $area::varchar[], $goal::varchar[],
            $measure::varchar[], $unit::varchar[], $kind::varchar[], $direction::varchar[],
            $light::varchar[], $freshness::varchar[], $owner::varchar[], $words::varchar[]
        )
    where misses = 0
),

ordered as (
    select
        *,
        count(*) over () as found,
        row_number() over (
            order by
                case $sort::varchar
                    when 'light' then light_rank(light_effect)
                    when 'position' then position
                    when 'gap' then ratio
                    when 'change' then direction_sign * yearly_change / nullif(abs(last_value), 0)
                    when 'age' then epoch(last_on)
                    when 'match' then -match
                end nulls last,
                if($sort::varchar = 'light', ratio, null) nulls last,
                if($sort::varchar = 'name', name, null),
                plan_code, phase, topic_area_code, indicator_code
        ) as place
    from fitting
)

select
    page.plan_code,
    page.indicator_code,
    page.name,
    page.measure_code,
    page.measure,
    page.phase,
    page.topic_area_code,
    page.unit,
    page.kind,
    page.direction,
    page.frequency,
    page.owner,
    page.light_effect as light,
    page.is_robust,
    page.reason,
    page.position,
    page.expected,
    page.ratio,
    page.yearly_change,
    page.baseline,
    page.baseline_on,
    page.target_value,
    page.target_due_on,
    page.last_value,
    page.last_on,
    page.freshness,
    page.found
from ordered as page
where
    page.place > $skipped::integer
    and ($shown::integer is null or page.place <= $skipped::integer + $shown::integer)
order by page.place
