-- How do the measures stand in each phase and topic area?
-- Rows: one per plan, topic area and phase, those without measures too
-- Parameters: plan (null: all), on, known_at (null: now)
with counted as (
    select *
    from measure_worst($on::date, $known_at::timestamp)
    where $plan::varchar is null or plan_code = $plan::varchar
),

cell as (
    select
        plan_code,
        topic_area_code,
        phase,
        count(*) as measures,
        light_counts(light_delivery) as delivery,
        light_counts(light_effect) as effect,
        light_counts(light_evidence) as evidence,
        count(*) filter (where is_assessed(light_effect)) as effect_assessed,
        finite(
            finite_sum(position_sum, measure_code) / nullif(finite_sum(position_weight, measure_code), 0)
        ) as mean_position,
        sum(positions)::bigint as positions,
        sum(indicators)::bigint as indicators,
        first(measure_code order by badness, measure_code) as worst_code,
        first(title order by badness, measure_code) as worst_title,
        first(worst_light order by badness, measure_code) as worst_light,
        first(worst_aspect order by badness, measure_code) as worst_aspect
    from counted
    group by plan_code, topic_area_code, phase
)

select
    topic_area.plan_code,
    topic_area.topic_area_code,
    topic_area.title as topic_area,
    phase.phase,
    phase.title as phase_title,
    phase.starts_on,
    phase.ends_on,
    coalesce(cell.measures, 0) as measures,
    cell.delivery,
    cell.effect,
    cell.evidence,
    cell.effect_assessed,
    cell.mean_position,
    cell.positions,
    cell.indicators,
    cell.worst_code,
    cell.worst_title,
    cell.worst_light,
    cell.worst_aspect
from known_topic_area($known_at::timestamp) as topic_area
inner join known_phase($known_at::timestamp) as phase on topic_area.plan_code = phase.plan_code
left join cell
    on
        topic_area.plan_code = cell.plan_code
        and topic_area.topic_area_code = cell.topic_area_code
        and phase.phase = cell.phase
where $plan::varchar is null or topic_area.plan_code = $plan::varchar
order by
    topic_area.plan_code,
    coalesce(topic_area.from_phase, 1),
    topic_area.topic_area_code,
    phase.phase
