import { gql } from '@apollo/client';
const F = gql`fragment F on User { name ${more} }`;
const Q = graphql<A, B>(`query Q($id: ID!, ${v}) { user(id: $id, ${a}) { ...F ${x}Id @${d} } } ${F}`);
const S = f(/* GraphQL */ 'type T { a: "\u00e9\n" }' + "x");
export const C = () => <p title="`" b={`a ${/[`/]/.test(x) / 2}`}>don't {gql`{ a }`}<br/></p>;
