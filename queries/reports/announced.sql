-- What was announced at an earlier look at the plan, and what became of it?
-- Rows: one per thing that lay ahead then, in the order of its date then
-- Parameters: plan, phase (null: all), area (null: all), before_on, before_known_at (null: now), on, known_at (null: now)
with said as (
    select
        ahead.*,
        coalesce(measure.title, measure_then.title) as measure,
        coalesce(measure.measure_code, measure_then.measure_code) is null or measure.measure_code is not null as is_known,
        light.state,
        light.milestones_reached,
        milestone.due_on as milestone_due_on,
        milestone.reached_on,
        indicator.direction,
        indicator.last_value,
        indicator.last_on,
        target.value as target_value,
        target.due_on as target_due_on,
        measure.starts_on,
        decision.state as decision_state,
        decision.is_overdue,
        decision.due_on as decision_due_on,
        decision.note
    from ahead($before_on::date, $before_known_at::timestamp) as ahead
    left join known_measure($before_known_at::timestamp) as measure_then
        on ahead.plan_code = measure_then.plan_code and ahead.measure_code = measure_then.measure_code
    left join known_measure($known_at::timestamp) as measure
        on ahead.plan_code = measure.plan_code and ahead.measure_code = measure.measure_code
    left join measure_light($on::date, $known_at::timestamp) as light
        on ahead.plan_code = light.plan_code and ahead.measure_code = light.measure_code
    left join milestone_state($on::date, $known_at::timestamp) as milestone
        on
            ahead.kind = 'milestone'
            and ahead.plan_code = milestone.plan_code
            and ahead.measure_code = milestone.measure_code
            and ahead.code = milestone.milestone_number
    left join indicator_light($on::date, $known_at::timestamp) as indicator
        on ahead.kind = 'target' and ahead.plan_code = indicator.plan_code and ahead.code = indicator.indicator_code
    left join target_in_force($on::date, $known_at::timestamp) as target
        on
            ahead.kind = 'target'
            and target.kind = 'value'
            and ahead.plan_code = target.plan_code
            and ahead.code = target.indicator_code
            and ahead.due_on = target.due_on
    left join known_decision($on::date, $known_at::timestamp) as decision
        on ahead.kind = 'decision' and ahead.code = decision.decision_id::varchar
    where
        ahead.plan_code = $plan
        and ($phase::integer is null or ahead.measure_code is null or measure_then.phase = $phase::integer)
        and ($area::varchar is null or measure_then.topic_area_code = $area::varchar)
),

judged as (
    select
        *,
        case kind
            when 'milestone' then milestone_due_on
            when 'target' then target_due_on
            when 'measure' then starts_on
            else decision_due_on
        end as due_on_now,
        case kind
            when 'milestone' then reached_on is not null
            when 'target'
                then
                    coalesce(
                        reaches(last_value, value, case direction when 'up' then 1 when 'down' then -1 end), false
                    )
            when 'measure'
                then
                    coalesce(state not in ('not_started', 'in_preparation', 'postponed', 'dropped'), false)
                    or coalesce(milestones_reached > 0, false)
            else decision_state = 'done'
        end as is_done
    from said
)

select
    kind,
    measure_code,
    measure,
    code,
    title,
    due_on as announced_on,
    value as announced_value,
    unit,
    case
        when is_done and coalesce(reached_on > due_on, false) then 'done_late'
        when is_done then 'done'
        when kind = 'decision' and decision_state = 'revoked' then 'revoked'
        when kind <> 'decision' and (
            not is_known
            or (kind = 'milestone' and milestone_due_on is null)
            or (kind = 'target' and direction is null and last_on is null and target_value is null)
        ) then 'gone'
        when kind <> 'decision' and state in ('dropped', 'postponed') then state
        when kind = 'target' and (target_value is null or target_value <> value) then 'changed'
        when coalesce(due_on_now < $on::date, false) then 'overdue'
        when due_on_now > due_on then 'put_off'
        else 'ahead'
    end as outcome,
    due_on_now as due_on,
    coalesce(reached_on, if(is_done, last_on, null)) as done_on,
    last_value as value,
    last_on as value_on,
    target_value as due_value,
    note
from judged
order by announced_on nulls last, kind, measure_code nulls first, code
