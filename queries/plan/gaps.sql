-- Where is the plan not joined up: goals without measures, measures without indicators, indicators without target or data?
-- Rows: one per kind of gap and goal, measure or indicator that has it
-- Parameters: plan, on, known_at (null: now)
with goal as (
    select * from known_goal($known_at::timestamp)
    where plan_code = $plan
),

measure as (
    select
        known.measure_code,
        known.title,
        known.goal_codes,
        light.indicators
    from known_measure($known_at::timestamp) as known
    inner join measure_light($on::date, $known_at::timestamp) as light
        on
            known.plan_code = light.plan_code
            and known.measure_code = light.measure_code
    where known.plan_code = $plan and light.is_counted
),

-- a dropped measure owes no indicator, and its indicators no data
indicator as (
    select light.*
    from indicator_light($on::date, $known_at::timestamp) as light
    inner join measure on light.measure_code = measure.measure_code
    where light.plan_code = $plan
),

served as (
    select unnest(goal_codes) as goal_code
    from measure
),

-- what a measure names may be no goal of the plan
aimed as (
    select measure.measure_code
    from measure
    inner join goal on list_contains(measure.goal_codes, goal.goal_code)
),

gap as (
    -- of goals the lowest: those above have the gap only through them
    select
        1 as place,
        'goal_without_measure' as kind,
        goal.goal_code as code,
        goal.title,
        null as measure_code
    from goal
    anti join goal as below on goal.goal_code = below.parent_code
    anti join served on goal.goal_code = served.goal_code
    union all
    select
        2 as place,
        'measure_without_goal' as kind,
        measure.measure_code as code,
        measure.title,
        measure.measure_code
    from measure
    anti join aimed on measure.measure_code = aimed.measure_code
    union all
    select
        3 as place,
        'measure_without_indicator' as kind,
        measure_code as code,
        title,
        measure_code
    from measure
    where indicators = 0
    union all
    select
        4 as place,
        'indicator_without_target' as kind,
        indicator_code as code,
        name as title,
        measure_code
    from indicator
    where not has_target
    union all
    select
        5 as place,
        'indicator_without_data' as kind,
        indicator_code as code,
        name as title,
        measure_code
    from indicator
    where not has_data
)

select
    kind,
    code,
    title,
    measure_code
from gap
order by place, code
