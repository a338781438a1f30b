"""Makes a workspace over GitHub's schema: a small document, a large one, and a configuration."""

import os
import shutil

OPERATION = """query RepositoryOverview{n}($owner: String!, $name: String!, $first: Int = 20) {{
  repository(owner: $owner, name: $name) {{
    id
    nameWithOwner
    description
    isPrivate
    stargazerCount
    owner {{
      login
      avatarUrl(size: 64)
      url
    }}
    defaultBranchRef {{
      name
      target {{
        oid
        ... on Commit {{
          committedDate
          messageHeadline
        }}
      }}
    }}
    issues(first: $first, states: [OPEN], orderBy: {{field: CREATED_AT, direction: DESC}}) {{
      totalCount
      pageInfo {{
        hasNextPage
        endCursor
      }}
      nodes {{
        ...IssueParts{n}
      }}
    }}
    pullRequests(first: $first, states: [OPEN]) {{
      totalCount
      nodes {{
        number
        title
        isDraft
        author {{
          login
        }}
      }}
    }}
  }}
}}

fragment IssueParts{n} on Issue {{
  id
  number
  title
  state
  createdAt
  author {{
    login
    avatarUrl
  }}
  labels(first: 10) {{
    nodes {{
      name
      color
    }}
  }}
  comments {{
    totalCount
  }}
}}
"""


def document(size):
    """A document of at least `size` bytes, every operation of which is valid."""
    parts, total = [], 0
    while total < size or not parts:
        parts.append(OPERATION.format(n=len(parts)))
        total += len(parts[-1]) + 1
    return "\n".join(parts)


def make(folder, schema):
    """Writes the workspace; `schema` is the path of GitHub's schema.graphql."""
    os.makedirs(os.path.join(folder, "src"))
    shutil.copy(schema, os.path.join(folder, "schema.graphql"))
    for name, size in (("small", 1), ("large", 220_000)):
        with open(os.path.join(folder, "src", name + ".graphql"), "w", encoding="utf-8") as file:
            file.write(document(size))
    with open(os.path.join(folder, ".graphqlrc.yml"), "w", encoding="utf-8") as file:
        file.write("schema: schema.graphql\ndocuments: src/**/*.graphql\n")
