-- Which uploads have there been, what did each do, and does it still count?
-- Rows: one per upload, the newest first
-- Parameters: plan (null: all)
with last_withdrawal as (
    select
        upload_id,
        max(withdrawal_id) as withdrawal_id
    from withdrawal
    group by upload_id
),

done as (
    select
        upload_id,
        sum(rows_new)::bigint as rows_new,
        sum(rows_corrected)::bigint as rows_corrected,
        sum(rows_unchanged)::bigint as rows_unchanged,
        sum(rows_withdrawn)::bigint as rows_withdrawn
    from upload_sheet
    group by upload_id
),

objected as (
    select
        upload_id,
        count(*) as findings
    from finding
    group by upload_id
)

select
    upload.upload_id,
    upload.plan_code,
    upload.kind,
    upload.file_name,
    upload.sha256,
    upload.size_bytes,
    upload.person,
    upload.reason,
    upload.recorded_at,
    upload.entered_at,
    coalesce(withdrawal.is_withdrawn, false) as is_withdrawn,
    case when withdrawal.is_withdrawn then withdrawal.recorded_at end as withdrawn_at,
    case when withdrawal.is_withdrawn then withdrawal.person end as withdrawn_by,
    case when withdrawal.is_withdrawn then withdrawal.reason end as withdrawal_reason,
    coalesce(done.rows_new, 0) as rows_new,
    coalesce(done.rows_corrected, 0) as rows_corrected,
    coalesce(done.rows_unchanged, 0) as rows_unchanged,
    coalesce(done.rows_withdrawn, 0) as rows_withdrawn,
    coalesce(objected.findings, 0) as findings
from upload
left join last_withdrawal on upload.upload_id = last_withdrawal.upload_id
left join withdrawal on last_withdrawal.withdrawal_id = withdrawal.withdrawal_id
left join done on upload.upload_id = done.upload_id
left join objected on upload.upload_id = objected.upload_id
where $plan::varchar is null or upload.plan_code = $plan::varchar
order by upload.recorded_at desc, upload.upload_id desc
