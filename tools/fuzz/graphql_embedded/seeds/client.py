q = gql("""{ a }""")  # gql("x")
r = client.gql(rf'{{ a(x: {x!r:>{w}}) }}' "b" '''c''')
