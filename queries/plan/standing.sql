-- Where does a plan stand?
-- Rows: one per plan
-- Parameters: plan (null: all), on, known_at (null: now)
select
    light.plan_code,
    count(*) as measures,
    count(*) filter (where is_counted) as measures_counted,
    count(*) filter (where state = 'postponed') as measures_postponed,
    count(*) filter (where state = 'dropped') as measures_dropped,
    list(measure_code order by measure_code) filter (where not is_counted) as not_counted,
    light_counts(case when is_counted then light_delivery end) as delivery,
    light_counts(case when is_counted then light_effect end) as effect,
    light_counts(case when is_counted then light_evidence end) as evidence,
    coalesce(sum(indicators) filter (where is_counted), 0)::bigint as indicators,
    coalesce(sum(indicators_assessed) filter (where is_counted), 0)::bigint as indicators_assessed,
    coalesce(sum(indicators_late) filter (where is_counted), 0)::bigint as indicators_late,
    coalesce(
        sum(indicators_stale + indicators_missing) filter (where is_counted), 0
    )::bigint as indicators_without_current_data
from measure_light($on::date, $known_at::timestamp) as light
where $plan::varchar is null or light.plan_code = $plan::varchar
group by light.plan_code
order by light.plan_code
