-- What did each perspective declare of a measure last?
-- Rows: one per perspective
-- Parameters: plan, measure, on, known_at (null: now)
select
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
    and evaluation.measure_code = $measure
    and evaluation.reporting_date <= $on::date
qualify
    row_number() over (
        partition by evaluation.perspective
        order by evaluation.reporting_date desc
    ) = 1
order by
    list_position(
        ['working_group', 'science', 'citizens_forum', 'expert_forum', 'steering_committee'],
        evaluation.perspective
    )
