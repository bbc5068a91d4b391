"""Asks the questions on standard input of a dataset in a directory, with DuckDB, and prints the answers.

Each is asked twice: as it is written, and as sqlglot translates it from Athena's dialect into DuckDB's. Where a function means
something else in the two, the answers differ.
"""
import datetime
import decimal
import json
import sys

import duckdb
import sqlglot

# The Parquet types of DuckDB for those of Athena.
TYPES = {
    'string': 'VARCHAR', 'bigint': 'BIGINT', 'boolean': 'BOOLEAN', 'date': 'DATE', 'timestamp': 'TIMESTAMP',
    'array<string>': 'VARCHAR[]', 'map<string,string>': 'MAP(VARCHAR, VARCHAR)', 'map<string,bigint>': 'MAP(VARCHAR, BIGINT)',
}


def plain(value):
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def rows(connection, sql):
    cursor = connection.execute(sql)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, map(plain, row))) for row in cursor.fetchall()]


def main(directory, questions):
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    types = {}
    for table in questions['tables']:
        name = table['name']
        files = f"read_parquet('{directory}/dataset/{name}/**/*.parquet', hive_partitioning = true, hive_types_autocast = false, union_by_name = true)"
        # As in the Glue table: the columns of the files, and of the path the day alone.
        columns = ', '.join(f'"{column}"' for column, _ in table['columns'])
        connection.execute(f'CREATE VIEW {name} AS SELECT {columns}, date FROM {files}')
        found = {column: kind for column, kind, *_ in connection.execute(f'DESCRIBE {name}').fetchall()}
        wanted = {column: TYPES[kind] for column, kind in table['columns']} | {'date': 'VARCHAR'}
        types[name] = sorted(f'{column}: {found.get(column)} instead of {kind}' for column, kind in wanted.items() if found.get(column) != kind)
    answers = {}
    for question in questions['queries']:
        # The only word that is replaced: the tests have a day of their own.
        sql = question['sql'].replace('current_date', f"DATE '{questions['today']}'")
        [translated] = sqlglot.transpile(sql, read='athena', write='duckdb')
        answers[question['id']] = {'asWritten': rows(connection, sql), 'translated': rows(connection, translated)}
    print(json.dumps({'types': types, 'answers': answers}))


main(sys.argv[1], json.load(sys.stdin))
