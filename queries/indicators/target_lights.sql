-- How does each indicator stand against each of its targets, by the planned path and by the trend?
-- Rows: one per plan, indicator, set of targets (is_original), kind and date; what decides comes first
-- Parameters: plan (null: all), indicator (null: all), on, known_at (null: now)
with judged as (
    select
        *,
        bool_or(is_original) over (partition by plan_code, indicator_code) as is_revised
    from
        target_judgement(
            $on::date, $on::date, $known_at::timestamp, $on::date, $known_at::timestamp, $known_at::timestamp
        )
    where
        ($plan::varchar is null or plan_code = $plan::varchar)
        and ($indicator::varchar is null or indicator_code = $indicator::varchar)
)

select
    judged.plan_code,
    judged.indicator_code,
    coalesce(sets.is_original, judged.is_original) as is_original,
    judged.target_kind,
    judged.target_due_on,
    judged.target_valid_from,
    judged.target_value,
    judged.target_upper,
    judged.is_deciding,
    judged.direction,
    judged.unit,
    judged.baseline,
    judged.baseline_on,
    judged.last_on,
    judged.last_value,
    judged.is_reached,
    judged.is_over,
    judged.expected,
    judged.ratio,
    judged.position,
    judged.light_path,
    judged.points,
    judged.first_on,
    judged.first_value,
    judged.yearly_change,
    judged.last_change,
    judged.projected,
    judged.miss,
    judged.symbol,
    judged.light_trend,
    judged.light_trend_before,
    judged.rule,
    judged.reason,
    judged.light,
    judged.turning_value,
    upload.file_name as target_file_name,
    judged.target_sheet,
    judged.target_cell
from judged
-- what was never revised is the original, too
left join (values (false), (true)) as sets (is_original) on not judged.is_revised
left join upload on judged.target_upload_id = upload.upload_id
order by
    judged.plan_code,
    judged.indicator_code,
    is_original,
    coalesce(judged.is_deciding, true) desc,
    light_rank(judged.light),
    coalesce(symbol_rank(judged.symbol), 9),
    judged.target_kind,
    judged.target_due_on
