/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-record.h"

G_BEGIN_DECLS

/**
 * ZbKind:
 *
 * The kinds of entity that the contract knows. Their names (#zb_kinds) are those of the feed's
 * subjects; the lists of the REST side are their plurals (zb_kind_get_plural()).
 */
typedef enum
{
  ZB_KIND_NONE,
  ZB_KIND_AREA,
  ZB_KIND_ORGANISATION,
  ZB_KIND_DEVICE,
  ZB_KIND_UNIT,
  ZB_KIND_ALGORITHM,
  ZB_KIND_PLAN,
  ZB_KIND_ALERT,
  ZB_KIND_CASE,
  ZB_KIND_ASSIGNMENT,
  ZB_KIND_ENTRY,
  ZB_KIND_ACCOUNT,
  ZB_KIND_WALL,
  ZB_KIND_ZONE,
  ZB_KIND_DRILL,
} ZbKind;
#define ZB_N_KINDS 15

extern const ZbChoices zb_kinds;

#define ZB_TYPE_ENTITY (zb_entity_get_type ())
GType zb_entity_get_type (void);

/**
 * ZbEntity:
 * @id: UUIDv7 (RFC 9562)
 * @version: rises by one at any change; orders events
 * @revision: rises where fields that officers edit change; 0 where none are edited
 * @updated_at: µs since 1970 UTC
 * @mode: a #ZbMode, none where the kind has no drill
 *
 * What every entity of the contract has. Members are public to read; only the world (in a
 * console) and the store (in the platform) write them.
 */
typedef struct
{
  ZbRecord parent_instance;
  char *id;
  gint64 version;
  gint64 revision;
  gint64 updated_at;
  int mode;
} ZbEntity;

typedef struct
{
  ZbRecordClass parent_class;
} ZbEntityClass;

#define ZB_ENTITY(object) (G_TYPE_CHECK_INSTANCE_CAST ((object), ZB_TYPE_ENTITY, ZbEntity))
#define ZB_IS_ENTITY(object) (G_TYPE_CHECK_INSTANCE_TYPE ((object), ZB_TYPE_ENTITY))
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbEntity, g_object_unref)

/* An entity's type: the struct is declared by the caller with `ZbEntity parent_instance` first. */
#define ZB_DECLARE_ENTITY(Type, type, NAME)                                                                  \
  typedef struct _##Type Type;                                                                               \
  typedef struct                                                                                             \
  {                                                                                                          \
    ZbEntityClass parent_class;                                                                              \
  } Type##Class;                                                                                             \
  GType type##_get_type (void);                                                                              \
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (Type, g_object_unref)                                                       \
  static inline Type *ZB_##NAME (gpointer object)                                                            \
  {                                                                                                          \
    return G_TYPE_CHECK_INSTANCE_CAST (object, type##_get_type (), Type);                                    \
  }                                                                                                          \
  static inline gboolean ZB_IS_##NAME (gpointer object)                                                      \
  {                                                                                                          \
    return G_TYPE_CHECK_INSTANCE_TYPE (object, type##_get_type ());                                          \
  }

/* The same for a part of an entity, whose struct begins with `ZbRecord parent_instance`. */
#define ZB_DECLARE_RECORD(Type, type, NAME)                                                                  \
  typedef struct _##Type Type;                                                                               \
  typedef struct                                                                                             \
  {                                                                                                          \
    ZbRecordClass parent_class;                                                                              \
  } Type##Class;                                                                                             \
  GType type##_get_type (void);                                                                              \
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (Type, g_object_unref)                                                       \
  static inline Type *ZB_##NAME (gpointer object)                                                            \
  {                                                                                                          \
    return G_TYPE_CHECK_INSTANCE_CAST (object, type##_get_type (), Type);                                    \
  }

GType zb_kind_get_type (ZbKind kind);
const char *zb_kind_get_plural (ZbKind kind);
ZbKind zb_kind_from_plural (const char *plural);
ZbKind zb_entity_get_kind (gpointer entity);
ZbEntity *zb_entity_new (ZbKind kind, const char *id);

G_END_DECLS
