-- How much the yearly changes of each indicator have scattered around their mean, over the points that
-- the trend rule takes: per year, so that a change over several years is no larger than it is. A walk of
-- independent yearly steps strays by this spread times the square root of the years: that is how the range
-- around the continued development widens. It says how restless the series was, not how sure the future is.
-- Rows: one per indicator with points enough for the trend rule
create or replace macro trend_spread(seen_on, seen_at, method_at) as table
with place as (
    select
        *,
        unnest(range(1, points)) as place
    from indicator_trend(seen_on, seen_at, method_at)
    where is_long_enough
),

step as (
    select
        place.plan_code,
        place.indicator_code,
        place.last_on,
        place.last_value,
        place.first_on,
        place.points,
        place.yearly_change,
        place.place,
        series.points[place.place] as later,
        series.points[place.place + 1] as earlier,
        later['value'] - earlier['value'] as change,
        nullif(years_between(earlier['judged_on'], later['judged_on']), 0) as years
    from place
    inner join indicator_series(seen_on, seen_at, method_at) as series
        on
            place.plan_code = series.plan_code
            and place.indicator_code = series.indicator_code
)

select
    plan_code,
    indicator_code,
    last_on,
    last_value,
    first_on,
    points,
    yearly_change,
    finite(
        sqrt(
            finite_sum(pow(change - yearly_change * years, 2) / years, place) / nullif(count(years) - 1, 0)
        )
    ) as spread
from step
group by plan_code, indicator_code, last_on, last_value, first_on, points, yearly_change;
