import type { ReactNode } from 'react';

/** Cells by column, in the order of `columns`. */
export type TableRow = { key: string; cells: readonly ReactNode[] };

type DataTableProps = {
  title: string;
  columns: readonly string[];
  rows: readonly TableRow[];
  /** Said when there is no row. */
  empty: string;
};

export function DataTable({ title, columns, rows, empty }: DataTableProps) {
  const id = title.toLowerCase().replaceAll(' ', '-');
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {rows.length === 0 ? <p className="quiet">{empty}</p> : <Rows columns={columns} rows={rows} />}
    </section>
  );
}

function Rows({ columns, rows }: Pick<DataTableProps, 'columns' | 'rows'>) {
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, index) => (
                <td key={columns[index]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
