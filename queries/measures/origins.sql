-- From which cell of which file does each value of a measure come?
-- Rows: one per fact that holds now, by sheet and cell
-- Parameters: plan, measure, known_at (null: now)
with fact as (
    select
        upload_id,
        sheet,
        cell,
        'measure' as table_name,
        title as what
    from known_measure($known_at::timestamp)
    where plan_code = $plan and measure_code = $measure
    union all
    select
        upload_id,
        sheet,
        cell,
        'milestone' as table_name,
        concat_ws(' ', milestone_number, title) as what
    from known_milestone($known_at::timestamp)
    where plan_code = $plan and measure_code = $measure
    union all
    select
        upload_id,
        sheet,
        cell,
        'indicator' as table_name,
        concat_ws(' ', indicator_code, name) as what
    from known_indicator($known_at::timestamp)
    where plan_code = $plan and measure_code = $measure
    union all
    select
        upload_id,
        sheet,
        cell,
        'evaluation' as table_name,
        concat_ws(' ', perspective, strftime(reporting_date, '%d.%m.%Y')) as what
    from known_evaluation($known_at::timestamp)
    where plan_code = $plan and measure_code = $measure
    union all
    select
        upload_id,
        sheet,
        cell,
        'funds' as table_name,
        year::varchar as what
    from known_funds($known_at::timestamp)
    where plan_code = $plan and measure_code = $measure
)

select
    fact.table_name,
    fact.what,
    upload.file_name,
    fact.sheet,
    fact.cell,
    upload.person,
    upload.recorded_at,
    fact.upload_id
from fact
inner join upload on fact.upload_id = upload.upload_id
order by fact.table_name, fact.what
