-- Do the uploads of a plan, and what was done to them, stand in the order of their moments?
-- Rows: one per upload or withdrawal that has an earlier moment than one before it
-- Parameters: none
with events as (
    select
        'upload' as event,
        plan_code,
        upload_id,
        upload_id as number,
        recorded_at
    from upload
    union all
    select
        'withdrawal' as event,
        upload.plan_code,
        withdrawal.upload_id,
        withdrawal.withdrawal_id as number,
        withdrawal.recorded_at
    from withdrawal
    inner join upload on withdrawal.upload_id = upload.upload_id
    where withdrawal.recorded_at > upload.recorded_at
    union all
    -- an upload cannot be taken back before it was there
    select
        'withdrawal' as event,
        upload.plan_code,
        withdrawal.upload_id,
        0 as number,
        withdrawal.recorded_at
    from withdrawal
    inner join upload on withdrawal.upload_id = upload.upload_id
    where withdrawal.recorded_at <= upload.recorded_at
),

compared as (
    select
        *,
        lag(recorded_at) over (partition by plan_code, event order by number) as before
    from events
)

select
    plan_code,
    event,
    upload_id,
    recorded_at
from compared
where recorded_at <= before or number = 0
order by plan_code, recorded_at
