-- What lies ahead in a part of a plan?
-- Rows: one per milestone, target, measure yet to begin and open decision, in the order of their dates
-- Parameters: plan, phase (null: all), area (null: all), on, known_at (null: now)
select
    ahead.kind,
    ahead.measure_code,
    measure.title as measure,
    ahead.code,
    ahead.title,
    ahead.due_on,
    ahead.value,
    ahead.unit
from ahead($on::date, $known_at::timestamp) as ahead
left join known_measure($known_at::timestamp) as measure
    on
        ahead.plan_code = measure.plan_code
        and ahead.measure_code = measure.measure_code
where
    ahead.plan_code = $plan
    and ($phase::integer is null or ahead.measure_code is null or measure.phase = $phase::integer)
    and ($area::varchar is null or measure.topic_area_code = $area::varchar)
order by ahead.due_on nulls last, ahead.kind, ahead.measure_code nulls first, ahead.code
