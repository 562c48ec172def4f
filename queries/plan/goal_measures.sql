-- Which measures serve each goal, and how do they stand?
-- Rows: one per plan, goal and measure; one (goal_code null) per measure that serves none
-- Parameters: plan (null: all), on, known_at (null: now)
with served as (
    select distinct
        measure.plan_code,
        measure.measure_code,
        measure.goal_code
    from (
        select
            plan_code,
            measure_code,
            unnest(goal_codes) as goal_code
        from known_measure($known_at::timestamp)
    ) as measure
    semi join known_goal($known_at::timestamp) as goal
        on
            measure.plan_code = goal.plan_code
            and measure.goal_code = goal.goal_code
)

select
    light.plan_code,
    served.goal_code,
    light.measure_code,
    light.title,
    light.state,
    light.is_counted,
    light.light_delivery,
    light.light_effect,
    light.light_evidence,
    light.indicators,
    light.indicators_assessed
from measure_light($on::date, $known_at::timestamp) as light
left join served
    on
        light.plan_code = served.plan_code
        and light.measure_code = served.measure_code
where $plan::varchar is null or light.plan_code = $plan::varchar
order by light.plan_code, served.goal_code nulls last, light.measure_code
