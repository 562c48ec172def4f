-- What was ever said of the values of an indicator: by which uploads, and does it still count?
-- Rows: one per date, category and statement, the same said again in a row as one, newest date first
-- Parameters: plan, indicator, observed_on (null: all)
with said as (
    select
        observation.observed_on,
        observation.dimension,
        observation.category,
        observation.value,
        observation.flag,
        observation.comment,
        observation.is_withdrawn as is_taken_back,
        visible.upload_id is null as is_hidden,
        observation.upload_id,
        observation.sheet,
        observation.cell
    from observation
    left join visible_upload(null) as visible on observation.upload_id = visible.upload_id
    where
        observation.plan_code = $plan
        and observation.indicator_code = $indicator
        and ($observed_on::date is null or observation.observed_on = $observed_on::date)
),

-- the statement whose value holds: the last one that counts and has a value, unless taken back since
holding as (
    select
        observed_on,
        dimension,
        category,
        max(upload_id) filter (where value is not null and not is_taken_back) as upload_id,
        max(upload_id) filter (where is_taken_back) as taken_back_id
    from said
    where not is_hidden
    group by observed_on, dimension, category
),

marked as (
    select
        said.*,
        coalesce(
            said.upload_id = holding.upload_id
            and said.upload_id > coalesce(holding.taken_back_id, 0),
            false
        ) as is_holding,
        struct_pack(
            value := said.value,
            flag := said.flag,
            comment := said.comment,
            is_taken_back := said.is_taken_back,
            is_hidden := said.is_hidden
        ) as words,
        lag(words) over (
            partition by said.observed_on, said.dimension, said.category
            order by said.upload_id
        ) as words_before
    from said
    left join holding
        on
            said.observed_on = holding.observed_on
            and said.dimension = holding.dimension
            and said.category = holding.category
),

numbered as (
    select
        *,
        count(*) filter (where words is distinct from words_before) over (
            partition by observed_on, dimension, category
            order by upload_id
        ) as statement_number
    from marked
),

statement as (
    select
        observed_on,
        dimension,
        category,
        statement_number,
        any_value(value) as value,
        any_value(flag) as flag,
        any_value(comment) as comment,
        bool_or(is_taken_back) as is_taken_back,
        bool_or(is_hidden) as is_hidden,
        bool_or(is_holding) as is_holding,
        count(*) as times_said,
        min(upload_id) as upload_id,
        arg_min(sheet, upload_id) as sheet,
        arg_min(cell, upload_id) as cell,
        max(upload_id) as last_upload_id
    from numbered
    group by observed_on, dimension, category, statement_number
),

last_withdrawal as (
    select
        upload_id,
        arg_max(person, withdrawal_id) as person,
        arg_max(recorded_at, withdrawal_id) as recorded_at
    from withdrawal
    group by upload_id
)

select
    statement.observed_on,
    statement.dimension,
    statement.category,
    statement.value,
    statement.flag,
    statement.comment,
    statement.is_taken_back,
    statement.is_hidden,
    statement.is_holding,
    statement.times_said,
    statement.upload_id,
    upload.file_name,
    statement.sheet,
    statement.cell,
    upload.person,
    upload.reason,
    upload.recorded_at,
    last_upload.recorded_at as last_said_at,
    if(statement.is_hidden, last_withdrawal.person, null) as hidden_by,
    if(statement.is_hidden, last_withdrawal.recorded_at, null) as hidden_at
from statement
inner join upload on statement.upload_id = upload.upload_id
inner join upload as last_upload on statement.last_upload_id = last_upload.upload_id
left join last_withdrawal on statement.upload_id = last_withdrawal.upload_id
order by
    statement.observed_on desc,
    statement.dimension,
    statement.category,
    statement.statement_number
