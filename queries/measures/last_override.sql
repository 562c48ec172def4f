-- What was declared last of a light of a measure?
-- Rows: one, or none where there is no such measure; its columns are null where nothing was declared
-- Parameters: plan, measure, aspect
select
    arg_max_null(said.light, said.light_override_id) as light,
    max(said.recorded_at) as recorded_at
from current_measure as known
left join light_override as said
    on
        known.plan_code = said.plan_code
        and known.measure_code = said.measure_code
        and said.aspect = $aspect
where known.plan_code = $plan and known.measure_code = $measure
group by known.plan_code, known.measure_code
