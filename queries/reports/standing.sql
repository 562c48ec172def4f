-- Where does a part of a plan stand, as a report counts it?
-- Rows: one
-- Parameters: plan, phase (null: all), area (null: all), on, known_at (null: now)
select
    count(*) as measures,
    count(*) filter (where is_counted) as measures_counted,
    count(*) filter (where state = 'completed') as measures_completed,
    count(*) filter (where state = 'postponed') as measures_postponed,
    count(*) filter (where state = 'dropped') as measures_dropped,
    coalesce(list(measure_code order by measure_code) filter (where not is_counted), []) as not_counted,
    light_counts(case when is_counted then light_delivery end) as delivery,
    light_counts(case when is_counted then light_effect end) as effect,
    light_counts(case when is_counted then light_evidence end) as evidence,
    coalesce(sum(indicators) filter (where is_counted), 0)::bigint as indicators,
    coalesce(sum(indicators_assessed) filter (where is_counted), 0)::bigint as indicators_assessed,
    coalesce(sum(indicators_late) filter (where is_counted), 0)::bigint as indicators_late,
    coalesce(
        sum(indicators_stale + indicators_missing) filter (where is_counted), 0
    )::bigint as indicators_without_current_data,
    avg(work_done order by measure_code) filter (where is_counted) as work_done,
    avg(work_due order by measure_code) filter (where is_counted) as work_due,
    finite(
        finite_sum(if(is_counted, position_sum, null), measure_code)
        / nullif(finite_sum(if(is_counted, position_weight, null), measure_code), 0)
    ) as mean_position,
    coalesce(sum(positions) filter (where is_counted), 0)::bigint as positions
from measure_light($on::date, $known_at::timestamp)
where
    plan_code = $plan
    and ($phase::integer is null or phase = $phase::integer)
    and ($area::varchar is null or topic_area_code = $area::varchar)
