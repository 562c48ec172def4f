-- Are there rows whose upload does not exist?
-- Rows: one per table and upload that is not there
-- Parameters: none
select
    table_name,
    upload_id,
    count(*) as times
from (
    select
        'plan' as table_name,
        plan.upload_id
    from plan
    anti join upload on plan.upload_id = upload.upload_id
    union all
    select
        'phase' as table_name,
        phase.upload_id
    from phase
    anti join upload on phase.upload_id = upload.upload_id
    union all
    select
        'topic_area' as table_name,
        topic_area.upload_id
    from topic_area
    anti join upload on topic_area.upload_id = upload.upload_id
    union all
    select
        'goal' as table_name,
        goal.upload_id
    from goal
    anti join upload on goal.upload_id = upload.upload_id
    union all
    select
        'working_group' as table_name,
        working_group.upload_id
    from working_group
    anti join upload on working_group.upload_id = upload.upload_id
    union all
    select
        'measure' as table_name,
        measure.upload_id
    from measure
    anti join upload on measure.upload_id = upload.upload_id
    union all
    select
        'milestone' as table_name,
        milestone.upload_id
    from milestone
    anti join upload on milestone.upload_id = upload.upload_id
    union all
    select
        'funds' as table_name,
        funds.upload_id
    from funds
    anti join upload on funds.upload_id = upload.upload_id
    union all
    select
        'indicator' as table_name,
        indicator.upload_id
    from indicator
    anti join upload on indicator.upload_id = upload.upload_id
    union all
    select
        'target' as table_name,
        target.upload_id
    from target
    anti join upload on target.upload_id = upload.upload_id
    union all
    select
        'observation' as table_name,
        observation.upload_id
    from observation
    anti join upload on observation.upload_id = upload.upload_id
    union all
    select
        'evaluation' as table_name,
        evaluation.upload_id
    from evaluation
    anti join upload on evaluation.upload_id = upload.upload_id
    union all
    select
        'upload_sheet' as table_name,
        upload_sheet.upload_id
    from upload_sheet
    anti join upload on upload_sheet.upload_id = upload.upload_id
    union all
    select
        'finding' as table_name,
        finding.upload_id
    from finding
    anti join upload on finding.upload_id = upload.upload_id
    union all
    select
        'withdrawal' as table_name,
        withdrawal.upload_id
    from withdrawal
    anti join upload on withdrawal.upload_id = upload.upload_id
)
group by table_name, upload_id
order by table_name, upload_id
