-- The trend rule of the German Sustainable Development Strategy (Destatis, "Indikatorstatus –
-- Methodik"): the mean yearly change of the last six yearly points is continued to the target date.
-- It is no forecast. Thresholds stand in the table method.

-- Whole months between two days as years; the days of the month do not count.
create or replace macro years_between(from_on, to_on) as
((year(to_on) - year(from_on)) * 12 + month(to_on) - month(from_on)) / 12;

-- By how much a value differs from an earlier one; a difference that rounding alone could make is none.
create or replace macro change_since(earlier, value) as
finite(if(abs(value - earlier) <= 1e-12 * abs(earlier), 0, value - earlier));

-- The last points of each indicator that can be compared: since its last break in series, at most as
-- many as the method takes. The same once more without the last point, to see what hangs on it.
-- Rows: one per indicator with a total
create or replace macro indicator_trend(seen_on, seen_at, method_at) as table
with compared as (
    select
        series.plan_code,
        series.indicator_code,
        series.observed_on,
        broken.break_on,
        series.points[1] as last,
        if(
            broken.break_on is null,
            series.points,
            list_filter(series.points, lambda point: point['since_on'] >= broken.break_on)
        ) as points
    from indicator_series(seen_on, seen_at, method_at) as series
    left join last_break(seen_on, seen_at) as broken
        on
            series.plan_code = broken.plan_code
            and series.indicator_code = broken.indicator_code
),

counted as (
    select
        compared.*,
        points[1] as newest,
        points[2] as second,
        least(coalesce(len(points), 0), method.trend_points) as taken,
        least(greatest(coalesce(len(points), 0) - 1, 0), method.trend_points) as taken_before,
        points[taken] as oldest,
        points[taken_before + 1] as oldest_before,
        method.trend_least_points
    from compared
    cross join method_in_force(method_at) as method
)

select
    plan_code,
    indicator_code,
    observed_on,
    break_on,
    last.judged_on as last_on,
    last.observed_on as last_observed_on,
    last.since_on as last_since_on,
    last.value as last_value,
    taken as points,
    oldest.judged_on as first_on,
    oldest.value as first_value,
    finite(change_since(oldest.value, newest.value) / nullif(years_between(oldest.judged_on, newest.judged_on), 0))
        as yearly_change,
    change_since(second.value, newest.value) as last_change,
    taken >= trend_least_points as is_long_enough,
    second.judged_on as last_on_before,
    second.value as previous_value,
    finite(
        change_since(oldest_before.value, second.value)
        / nullif(years_between(oldest_before.judged_on, second.judged_on), 0)
    ) as yearly_change_before,
    change_since(points[3].value, second.value) as last_change_before,
    taken_before >= trend_least_points as is_long_enough_before
from counted;

-- What the continuation of the trend still covers until the target date.
create or replace macro covered_ahead(yearly_change, years_ahead) as
finite(yearly_change * years_ahead);

-- The share of the remaining distance that the continuation misses (0 or less: it arrives).
create or replace macro missed_share(bound, last_value, covered) as
finite(1 - covered / nullif(finite(bound - last_value), 0));

-- Does the continuation miss at most this share of the remaining distance? Compared by values, and
-- not by shares, as rounding weighs by the size of the values.
create or replace macro misses_at_most(share, bound, last_value, covered, direction_sign) as
direction_sign * ((1 - share) * (bound - last_value) - covered)
<= 1e-12 * greatest(abs(bound), abs(last_value));

create or replace macro misses_less_than(share, bound, last_value, covered, direction_sign) as
direction_sign * ((1 - share) * (bound - last_value) - covered)
< -1e-12 * greatest(abs(bound), abs(last_value));

-- A limit that holds in every year; so is judged, too, a value that was reached or whose date passed.
create or replace macro limit_symbol(direction_sign, bound, last_value, yearly_change) as
case
    when direction_sign is null or bound is null or last_value is null or yearly_change is null then null
    when reaches(last_value, bound, direction_sign)
        then if(direction_sign * yearly_change < 0, 'partly_cloudy', 'sun')
    when direction_sign * yearly_change > 0 then 'cloud'
    else 'thunderstorm'
end;

-- A value by a date that lies ahead, and is not reached yet.
create or replace macro value_symbol(
    direction_sign, bound, last_value, yearly_change, covered, small_miss, large_miss
) as
case
    when missed_share(bound, last_value, covered) is null then null
    when misses_less_than(small_miss, bound, last_value, covered, direction_sign) then 'sun'
    when misses_at_most(large_miss, bound, last_value, covered, direction_sign) then 'partly_cloudy'
    when direction_sign * yearly_change > 0 then 'cloud'
    when direction_sign * yearly_change <= 0 then 'thunderstorm'
end;

-- A direction without a number.
create or replace macro direction_symbol(direction_sign, yearly_change, last_change) as
case
    when direction_sign is null or yearly_change is null or last_change is null then null
    when direction_sign * yearly_change > 0 then if(direction_sign * last_change > 0, 'sun', 'partly_cloudy')
    when direction_sign * last_change > 0 then 'cloud'
    else 'thunderstorm'
end;

-- Symbols from worst to best.
create or replace macro symbol_rank(symbol) as
case symbol when 'thunderstorm' then 1 when 'cloud' then 2 when 'partly_cloudy' then 3 when 'sun' then 4 end;

-- An interval: its weakest bound decides, of those that are given.
create or replace macro interval_symbol(lower, upper, last_value, yearly_change) as
case
    when yearly_change is null or last_value is null or coalesce(lower, upper) is null then null
    when not reaches(last_value, lower, 1) and yearly_change <= 0 then 'thunderstorm'
    when not reaches(last_value, upper, -1) and yearly_change >= 0 then 'thunderstorm'
    when not reaches(last_value, lower, 1) or not reaches(last_value, upper, -1) then 'cloud'
    when (lower is not null and yearly_change < 0) or (upper is not null and yearly_change > 0)
        then 'partly_cloudy'
    else 'sun'
end;

-- The symbol of any target.
create or replace macro trend_symbol(
    target_kind, direction_sign, bound, upper, is_over, last_value, yearly_change, last_change, covered,
    small_miss, large_miss
) as
case
    when target_kind = 'direction' then direction_symbol(direction_sign, yearly_change, last_change)
    when target_kind = 'interval' then interval_symbol(bound, upper, last_value, yearly_change)
    when target_kind = 'limit' or is_over or reaches(last_value, bound, direction_sign)
        then limit_symbol(direction_sign, bound, last_value, yearly_change)
    else value_symbol(
        direction_sign, bound, last_value, yearly_change, covered, small_miss, large_miss
    )
end;

-- The light of a symbol; a value that is reached, and not on its way back, is achieved.
create or replace macro symbol_light(symbol, target_kind, is_reached) as
case symbol
    when 'sun' then if(target_kind = 'value' and is_reached, 'achieved', 'on_track')
    when 'partly_cloudy' then 'on_track'
    when 'cloud' then 'at_risk'
    when 'thunderstorm' then 'off_track'
end;
