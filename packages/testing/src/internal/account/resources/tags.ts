/**
 * Tags.
 */
import { Tags } from "effect-activecampaign"
import { audit, countOf, created, links, readOnly, string } from "../columns.js"
import { contains, operators } from "../filters.js"
import { create, get, list, remove, update } from "../operations.js"
import { table } from "../Table.js"

/** Tags. */
export const tags = table({
  name: "tags",
  envelope: "tag",
  model: "Tag",
  entity: Tags.Tag,
  columns: {
    tagType: string("contact"),
    tag: string("", { required: true }),
    description: string(),
    cdate: created,
    subscriber_count: countOf("contactTags", "tag"),
    ...audit,
    deleted: readOnly("0"),
    links: links("tags", "contactGoalTags")
  },
  unique: [{ columns: ["tag"], title: "The tag already exists" }],
  filters: { search: contains("tag"), ...operators("filters[search]", "tag") },
  orders: { search: "tag" },
  cascade: [["contactTags", "tag"]],
  sample: (n) => ({ tag: `tag ${n}` })
})

/** Routes of tags. */
export const routes = [
  create(tags, "/tags", { returns: ["tag", "description", "tagType", "cdate", "links"] }),
  list(tags, "/tags"),
  get(tags, "/tags/{id}"),
  ...update(tags, "/tags/{id}"),
  remove(tags, "/tags/{id}")
]
