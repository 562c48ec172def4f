-- The uploads that had been recorded, and were not taken back, at a moment (known_at, UTC; null: now).
create or replace macro visible_upload(known_at) as table
with last_withdrawal as (
    select
        upload_id,
        arg_max(is_withdrawn, withdrawal_id) as is_withdrawn
    from withdrawal
    where known_at is null or withdrawal.recorded_at <= known_at
    group by upload_id
)

select
    upload.upload_id,
    upload.plan_code,
    upload.recorded_at
from upload
left join last_withdrawal on upload.upload_id = last_withdrawal.upload_id
where
    (known_at is null or upload.recorded_at <= known_at)
    and not coalesce(last_withdrawal.is_withdrawn, false);
