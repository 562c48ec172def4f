-- Which measures need us first, and why?
-- Rows: one per measure that needs attention, the most urgent first, at most limit
-- Parameters: plan (null: all), on, known_at (null: now), limit
with declared as (
    select
        plan_code,
        measure_code,
        -- on one day the working group goes first, as in declared_state
        arg_max(rating, (reporting_date - date '1900-01-01') * 2 + (perspective = 'working_group')::integer) as rating
    from known_evaluation($known_at::timestamp)
    where
        reporting_date <= $on::date
        and rating is not null
        and perspective in ('working_group', 'steering_committee')
    group by plan_code, measure_code
),

judged as (
    select
        light.plan_code,
        light.measure_code,
        light.title,
        light.phase,
        light.light_delivery,
        light.light_effect,
        light.light_evidence,
        light.days_late,
        light.progress_percent,
        light.elapsed,
        light.worst_indicator_code,
        light.worst_ratio,
        light.indicators_stale,
        light.indicators_missing,
        light.badness,
        declared.rating,
        case
            when light.light_delivery = 'off_track' and light.light_effect = 'off_track' then 'both'
            when
                declared.rating in ('on_track', 'achieved')
                and light.worst_light = 'off_track' then 'conflict'
            when light.light_delivery = 'off_track' then 'delivery'
            when light.light_effect = 'off_track' then 'effect'
            when light.light_delivery = 'at_risk' and light.light_effect = 'at_risk' then 'both_at_risk'
            when light.light_evidence = 'off_track' then 'evidence'
        end as reason
    from measure_worst($on::date, $known_at::timestamp) as light
    left join declared
        on
            light.plan_code = declared.plan_code
            and light.measure_code = declared.measure_code
    where $plan::varchar is null or light.plan_code = $plan::varchar
)

select
    judged.plan_code,
    judged.measure_code,
    judged.title,
    judged.phase,
    judged.reason,
    judged.light_delivery,
    judged.light_effect,
    judged.light_evidence,
    judged.days_late,
    judged.progress_percent,
    judged.elapsed,
    judged.rating,
    indicator.name as worst_indicator,
    indicator.light_effect as worst_indicator_light,
    indicator.effect_rule as worst_rule,
    indicator.symbol as worst_symbol,
    judged.worst_ratio,
    judged.indicators_stale,
    judged.indicators_missing
from judged
left join indicator_light($on::date, $known_at::timestamp) as indicator
    on
        judged.plan_code = indicator.plan_code
        and judged.worst_indicator_code = indicator.indicator_code
where judged.reason is not null
order by
    list_position(['both', 'conflict', 'delivery', 'effect', 'both_at_risk', 'evidence'], judged.reason),
    judged.badness,
    judged.plan_code,
    judged.measure_code
limit $limit
