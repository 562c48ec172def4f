-- Whose upload is this, and is it withdrawn?
-- Rows: one, or none where there is no such upload
-- Parameters: upload_id
select
    upload.plan_code,
    upload.file_name,
    coalesce(arg_max(withdrawal.is_withdrawn, withdrawal.withdrawal_id), false) as is_withdrawn
from upload
left join withdrawal on upload.upload_id = withdrawal.upload_id
where upload.upload_id = $upload_id
group by upload.plan_code, upload.file_name
order by upload.plan_code
