/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The expressions of the MapLibre style specification that names on a map need. One that is not known has no
 * value: a filter made of it holds for nothing, a name made of it is not drawn. */
#include "zb-style-expression.h"

#include <math.h>

/* No style is nested like this; one that was made to be is not followed further. */
#define DEEPEST 32

/* A value: text where that is given, else a number; NAN for none. */
typedef struct
{
  char *text;
  double number;
} Value;

typedef struct
{
  const ZbVectorFeature *feature;
  double zoom;
  guint depth;
} Scope;

static Value evaluate (yyjson_val *expression, Scope scope);

static Value
of_number (double number)
{
  return (Value){ NULL, number };
}

static Value
of_text (const char *text)
{
  return (Value){ g_strdup (text), NAN };
}

static gboolean
is_true (const Value *value)
{
  return value->text ? *value->text != '\0' : isfinite (value->number) && value->number != 0;
}

static Value
look_up (yyjson_val *expression, Scope scope)
{
  const char *key = yyjson_get_str (yyjson_arr_get (expression, 1));
  ZbVectorValue found;

  if (!key || !scope.feature || !zb_vector_feature_lookup (scope.feature, key, &found))
    return of_number (NAN);
  return found.text ? of_text (found.text) : of_number (found.number);
}

static Value
has (yyjson_val *expression, Scope scope)
{
  Value value = look_up (expression, scope);
  const gboolean there = value.text || isfinite (value.number);

  g_free (value.text);
  return of_number (there);
}

static int
compare_values (const Value *a, const Value *b)
{
  if (a->text && b->text)
    return g_strcmp0 (a->text, b->text);
  return a->number < b->number ? -1 : a->number > b->number;
}

static gboolean
are_comparable (const Value *a, const Value *b)
{
  return (a->text && b->text) || (!a->text && !b->text && isfinite (a->number) && isfinite (b->number));
}

static gboolean
stands (const char *operator, const Value * a, const Value *b)
{
  const int order = compare_values (a, b);

  if (!are_comparable (a, b))
    return g_str_equal (operator, "!=");
  if (g_str_equal (operator, "=="))
    return order == 0;
  if (g_str_equal (operator, "!="))
    return order != 0;
  if (operator[0] == '<')
    return order < 0 || (operator[1] == '=' && order == 0);
  return order > 0 || (operator[1] == '=' && order == 0);
}

static Value
compare (const char *operator, yyjson_val * expression, Scope scope)
{
  Value a = evaluate (yyjson_arr_get (expression, 1), scope);
  Value b = evaluate (yyjson_arr_get (expression, 2), scope);
  const gboolean result = stands (operator, & a, &b);

  g_free (a.text);
  g_free (b.text);
  return of_number (result);
}

static gboolean
is_so (yyjson_val *expression, Scope scope)
{
  Value value = evaluate (expression, scope);
  const gboolean result = is_true (&value);

  g_free (value.text);
  return result;
}

/* All of what follows the operator, or any of it. */
static Value
join (yyjson_val *expression, Scope scope, gboolean all)
{
  const gsize n = yyjson_arr_size (expression);

  for (gsize i = 1; i < n; i++)
    if (is_so (yyjson_arr_get (expression, i), scope) != all)
      return of_number (!all);
  return of_number (all);
}

static Value
concatenate (yyjson_val *expression, Scope scope)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const gsize n = yyjson_arr_size (expression);

  for (gsize i = 1; i < n; i++)
    {
      Value part = evaluate (yyjson_arr_get (expression, i), scope);

      if (part.text)
        g_string_append (text, part.text);
      else if (isfinite (part.number))
        g_string_append_printf (text, "%g", part.number);
      g_free (part.text);
    }
  return (Value){ g_string_free_and_steal (g_steal_pointer (&text)), NAN };
}

/* How far @at is from one stop to the next, 0 to 1, as the specification's "interpolate" says. */
static double
get_progress (double base, double at, double from, double to)
{
  const double whole = to - from, part = at - from;

  if (whole <= 0)
    return 0;
  return fabs (base - 1) < 1e-6 ? part / whole : (pow (base, part) - 1) / (pow (base, whole) - 1);
}

static double
get_base (yyjson_val *kind)
{
  const char *name = yyjson_get_str (yyjson_arr_get (kind, 0));

  return g_strcmp0 (name, "exponential") == 0 ? yyjson_get_num (yyjson_arr_get (kind, 1)) : 1;
}

static double
get_stop (yyjson_val *expression, gsize i)
{
  return yyjson_get_num (yyjson_arr_get (expression, i));
}

/* Before the first stop and after the last the value stays. */
static Value
interpolate (yyjson_val *expression, Scope scope)
{
  const double base = get_base (yyjson_arr_get (expression, 1));
  const gsize n = yyjson_arr_size (expression);
  gsize i = 3;

  if (n < 5)
    return of_number (NAN);
  while (i + 3 < n && get_stop (expression, i + 2) <= scope.zoom)
    i += 2;
  if (i + 3 >= n || scope.zoom <= get_stop (expression, i))
    return of_number (get_stop (expression, i + 1));
  return of_number (
      get_stop (expression, i + 1) +
      (get_stop (expression, i + 3) - get_stop (expression, i + 1)) *
          get_progress (base, scope.zoom, get_stop (expression, i), get_stop (expression, i + 2)));
}

static Value
apply (const char *operator, yyjson_val * expression, Scope scope)
{
  if (g_str_equal (operator, "get"))
    return look_up (expression, scope);
  if (g_str_equal (operator, "has"))
    return has (expression, scope);
  if (g_str_equal (operator, "all"))
    return join (expression, scope, TRUE);
  if (g_str_equal (operator, "any"))
    return join (expression, scope, FALSE);
  if (g_str_equal (operator, "!"))
    return of_number (!is_so (yyjson_arr_get (expression, 1), scope));
  if (g_str_equal (operator, "concat"))
    return concatenate (expression, scope);
  if (g_str_equal (operator, "interpolate"))
    return interpolate (expression, scope);
  if (g_str_equal (operator, "zoom"))
    return of_number (scope.zoom);
  if (strpbrk (operator, "=<>"))
    return compare (operator, expression, scope);
  return of_number (NAN);
}

static Value
evaluate (yyjson_val *expression, Scope scope)
{
  const char *operator;

  if (!expression || ++scope.depth > DEEPEST)
    return of_number (NAN);
  if (yyjson_is_str (expression))
    return of_text (yyjson_get_str (expression));
  if (yyjson_is_num (expression))
    return of_number (yyjson_get_num (expression));
  if (yyjson_is_bool (expression))
    return of_number (yyjson_get_bool (expression));
  operator= yyjson_get_str (yyjson_arr_get_first (expression));
  return operator? apply (operator, expression, scope) : of_number (NAN);
}

/**
 * zb_style_expression_holds:
 * @expression: (nullable): a filter; %NULL for none, which holds for everything
 * @feature: what it is asked of
 * @zoom: the zoom of the tile
 *
 * Returns: whether it is true
 */
gboolean
zb_style_expression_holds (yyjson_val *expression, const ZbVectorFeature *feature, double zoom)
{
  return !expression || is_so (expression, (Scope){ feature, zoom, 0 });
}

/**
 * zb_style_expression_get_number:
 * @expression: (nullable): a number, or what gives one
 * @feature: (nullable): what it is asked of
 * @zoom: the zoom of the tile
 * @otherwise: what is returned where it gives none
 *
 * Returns: the number
 */
double
zb_style_expression_get_number (yyjson_val *expression, const ZbVectorFeature *feature, double zoom,
                                double otherwise)
{
  Value value = evaluate (expression, (Scope){ feature, zoom, 0 });

  g_free (value.text);
  return isfinite (value.number) ? value.number : otherwise;
}

/**
 * zb_style_expression_get_text:
 * @expression: (nullable): a text, or what gives one
 * @feature: what it is asked of
 * @zoom: the zoom of the tile
 *
 * Returns: (transfer full) (nullable): the text; %NULL where it gives none
 */
char *
zb_style_expression_get_text (yyjson_val *expression, const ZbVectorFeature *feature, double zoom)
{
  return evaluate (expression, (Scope){ feature, zoom, 0 }).text;
}
