-- What did each perspective say of each measure last, and where do they see it otherwise than those who do the work?
-- Rows: one per plan, topic area, measure and perspective that rated or commented it, in the order of the topic areas
-- Parameters: plan (null: all), on, known_at (null: now)
with said as (
    select
        *,
        row_number() over (
            partition by plan_code, measure_code, perspective
            order by reporting_date desc
        ) as place
    from known_evaluation($known_at::timestamp)
    where reporting_date <= $on::date and (rating is not null or reason is not null)
),

newest as (
    select
        *,
        arg_max(rating, perspective = 'working_group')
        filter (where perspective = 'working_group')
            over (partition by plan_code, measure_code) as rating_of_group
    from said
    where place = 1
)

select
    newest.plan_code,
    measure.topic_area_code,
    coalesce(topic_area.title, measure.topic_area_code) as topic_area,
    newest.measure_code,
    measure.title,
    newest.perspective,
    newest.reporting_date,
    newest.rating,
    newest.reason,
    newest.rating_of_group,
    coalesce(
        is_assessed(newest.rating) and is_assessed(newest.rating_of_group)
        and least(light_rank(newest.rating), 3) <> least(light_rank(newest.rating_of_group), 3),
        false
    ) as is_other,
    coalesce(
        is_assessed(newest.rating) and is_assessed(newest.rating_of_group)
        and least(light_rank(newest.rating), 3) < least(light_rank(newest.rating_of_group), 3),
        false
    ) as is_worse,
    upload.file_name,
    newest.sheet,
    newest.cell
from newest
inner join known_measure($known_at::timestamp) as measure
    on
        newest.plan_code = measure.plan_code
        and newest.measure_code = measure.measure_code
left join known_topic_area($known_at::timestamp) as topic_area
    on
        measure.plan_code = topic_area.plan_code
        and measure.topic_area_code = topic_area.topic_area_code
left join upload on newest.upload_id = upload.upload_id
where $plan::varchar is null or newest.plan_code = $plan::varchar
order by
    newest.plan_code,
    coalesce(topic_area.from_phase, 1),
    measure.topic_area_code,
    newest.measure_code,
    list_position(
        ['working_group', 'citizens_forum', 'expert_forum', 'science', 'steering_committee'],
        newest.perspective
    )
