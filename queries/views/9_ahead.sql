-- What lies ahead on a reporting date, as known at a moment: milestones not reached, values to be
-- reached by a date, measures that have yet to begin, decisions that are open.
-- Rows: one per plan, kind and what lies ahead; due_on is null for a decision without a date
create or replace macro ahead(on_day, known_at) as table
select
    milestone.plan_code,
    'milestone' as kind,
    milestone.measure_code,
    milestone.milestone_number as code,
    milestone.title,
    milestone.due_on,
    null::double as value,
    null as unit
from milestone_state(on_day, known_at) as milestone
inner join measure_delivery(on_day, known_at) as measure
    on
        milestone.plan_code = measure.plan_code
        and milestone.measure_code = measure.measure_code
where not milestone.is_reached and milestone.due_on > on_day and measure.is_counted
union all
select
    light.plan_code,
    'target' as kind,
    light.measure_code,
    light.indicator_code as code,
    light.name as title,
    light.target_due_on as due_on,
    light.target_value as value,
    light.unit
from indicator_light(on_day, known_at) as light
inner join measure_delivery(on_day, known_at) as measure
    on
        light.plan_code = measure.plan_code
        and light.measure_code = measure.measure_code
where light.target_due_on > on_day and light.target_value is not null and measure.is_counted
union all
select
    measure.plan_code,
    'measure' as kind,
    measure.measure_code,
    measure.measure_code as code,
    measure.title,
    measure.starts_on as due_on,
    null::double as value,
    null as unit
from known_measure(known_at) as measure
where measure.starts_on > on_day
union all
select
    decision.plan_code,
    'decision' as kind,
    decision.measure_code,
    decision.decision_id::varchar as code,
    decision.text as title,
    decision.due_on,
    null::double as value,
    null as unit
from known_decision(on_day, known_at) as decision
where decision.is_open;
