-- Which measures deliver without effect, have effect without delivery, have both or neither?
-- Rows: one per group of delivery and of effect (good, at_risk, off_track, unknown) that has measures
-- Parameters: plan (null: all), on, known_at (null: now)
with grouped as (
    select
        *,
        case
            when light_delivery in ('achieved', 'on_track') then 'good'
            when is_assessed(light_delivery) then light_delivery
            else 'unknown'
        end as delivery,
        case
            when light_effect in ('achieved', 'on_track') then 'good'
            when is_assessed(light_effect) then light_effect
            else 'unknown'
        end as effect
    from measure_worst($on::date, $known_at::timestamp)
    where $plan::varchar is null or plan_code = $plan::varchar
)

select
    delivery,
    effect,
    count(*) as measures,
    list({
        'plan_code': plan_code,
        'measure_code': measure_code,
        'title': title
    } order by badness, plan_code, measure_code) as members
from grouped
group by delivery, effect
order by
    list_position(['good', 'at_risk', 'off_track', 'unknown'], effect),
    list_position(['good', 'at_risk', 'off_track', 'unknown'], delivery)
