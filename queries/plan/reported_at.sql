-- When was a reporting date reported: by which moment had its last evaluation been recorded?
-- Rows: one; null where nothing was evaluated on that day
-- Parameters: plan (null: all), on
select max(upload.recorded_at) as reported_at
from current_evaluation as evaluation
inner join upload on evaluation.upload_id = upload.upload_id
where
    evaluation.reporting_date = $on::date
    and ($plan::varchar is null or evaluation.plan_code = $plan::varchar)
