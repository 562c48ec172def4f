-- What did each perspective declare of a measure last?
-- Rows: one per measure and perspective
-- Parameters: plan, measure (null: any), on, known_at (null: now)
select
    evaluation.measure_code,
    evaluation.perspective,
    evaluation.reporting_date,
    evaluation.state,
    evaluation.rating,
    evaluation.progress_percent,
    evaluation.reason,
    upload.file_name,
    evaluation.sheet,
    evaluation.cell
from known_evaluation($known_at::timestamp) as evaluation
left join upload on evaluation.upload_id = upload.upload_id
where
    evaluation.plan_code = $plan
    and ($measure::varchar is null or evaluation.measure_code = $measure::varchar)
    and evaluation.reporting_date <= $on::date
qualify
    row_number() over (
        partition by evaluation.measure_code, evaluation.perspective
        order by evaluation.reporting_date desc
    ) = 1
order by
    evaluation.measure_code,
    list_position(
        ['working_group', 'science', 'citizens_forum', 'expert_forum', 'steering_committee'],
        evaluation.perspective
    )
