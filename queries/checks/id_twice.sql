-- Does an id stand for two things?
-- Rows: one per table and id that is there more than once
-- Parameters: none
select
    table_name,
    id,
    count(*) as times
from (
    select
        'upload' as table_name,
        upload_id as id
    from upload
    union all
    select
        'withdrawal' as table_name,
        withdrawal_id as id
    from withdrawal
    union all
    select
        'decision' as table_name,
        decision_event_id as id
    from decision
    union all
    select
        'frozen_report' as table_name,
        frozen_report_id as id
    from frozen_report
    union all
    select
        'report_text' as table_name,
        report_text_id as id
    from report_text
    union all
    select
        'audit' as table_name,
        audit_id as id
    from audit
    union all
    select
        'mapping' as table_name,
        mapping_id as id
    from mapping
    union all
    select
        'saved_view' as table_name,
        saved_view_id as id
    from saved_view
)
group by table_name, id
having count(*) > 1
order by table_name, id
