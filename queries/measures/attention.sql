-- Which measures need us first, and why?
-- Rows: one per measure that needs attention, the most urgent first, at most limit; reasons in the order of their rank
-- Parameters: plan (null: all), on, known_at (null: now), before_on, before_known_at (null: now), limit
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

overdue as (
    select
        plan_code,
        measure_code,
        count(*) as decisions_overdue,
        max(days_overdue) as days_overdue,
        arg_max(text, days_overdue) as overdue_text
    from known_decision($on::date, $known_at::timestamp)
    where is_overdue
    group by plan_code, measure_code
),

judged as (
    select
        light.*,
        declared.rating,
        overdue.decisions_overdue,
        overdue.days_overdue,
        overdue.overdue_text,
        before.light_delivery as delivery_before,
        before.light_effect as effect_before,
        coalesce(
            is_assessed(before.light_delivery) and is_assessed(light.light_delivery)
            and light_rank(light.light_delivery) < least(light_rank(before.light_delivery), 3),
            false
        ) as is_delivery_worse,
        coalesce(
            is_assessed(before.light_effect) and is_assessed(light.light_effect)
            and light_rank(light.light_effect) < least(light_rank(before.light_effect), 3),
            false
        ) as is_effect_worse,
        -- the most urgent first
        list_filter(
            [
                if(light.light_delivery = 'off_track' and light.light_effect = 'off_track', 'both', null),
                if(overdue.decisions_overdue > 0, 'decision', null),
                if(is_delivery_worse or is_effect_worse, 'worsened', null),
                if(
                    declared.rating in ('on_track', 'achieved') and light.worst_light = 'off_track',
                    'conflict',
                    null
                ),
                if(light.light_delivery = 'off_track' and light.light_effect <> 'off_track', 'delivery', null),
                if(light.light_effect = 'off_track' and light.light_delivery <> 'off_track', 'effect', null),
                if(light.light_delivery = 'at_risk' and light.light_effect = 'at_risk', 'both_at_risk', null),
                if(
                    light.slippage_days > method.at_risk_days and light.light_delivery <> 'achieved',
                    'slippage',
                    null
                ),
                if(light.light_evidence = 'off_track', 'evidence', null)
            ],
            lambda reason: reason is not null
        ) as reasons
    from measure_worst($on::date, $known_at::timestamp) as light
    cross join method_in_force($known_at::timestamp) as method
    left join measure_light($before_on::date, $before_known_at::timestamp) as before
        on
            light.plan_code = before.plan_code
            and light.measure_code = before.measure_code
    left join declared
        on
            light.plan_code = declared.plan_code
            and light.measure_code = declared.measure_code
    left join overdue
        on
            light.plan_code = overdue.plan_code
            and light.measure_code = overdue.measure_code
    where $plan::varchar is null or light.plan_code = $plan::varchar
)

select
    judged.plan_code,
    judged.measure_code,
    judged.title,
    judged.phase,
    judged.topic_area_code,
    judged.lead_unit,
    judged.reasons,
    judged.light_delivery,
    judged.light_effect,
    judged.light_evidence,
    judged.delivery_before,
    judged.effect_before,
    judged.is_delivery_worse,
    judged.is_effect_worse,
    judged.days_late,
    judged.slippage_days,
    judged.progress_percent,
    judged.elapsed,
    judged.rating,
    judged.worst_light,
    judged.worst_aspect,
    judged.decisions_overdue,
    judged.days_overdue,
    judged.overdue_text,
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
where len(judged.reasons) > 0
order by
    list_position(
        ['both', 'decision', 'worsened', 'conflict', 'delivery', 'effect', 'both_at_risk', 'slippage', 'evidence'],
        judged.reasons[1]
    ),
    -- of the same rank whoever has more reasons
    len(judged.reasons) desc,
    judged.badness,
    judged.plan_code,
    judged.measure_code
limit $limit
