import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '../..');

/** Recorded or made by a tool: read by machines, so the rules for people's writing do not apply. */
const MADE_BY_TOOLS =
  /^(package-lock\.json|docs\/(openapi\.json|events\/)|test\/replay\/histories\/|web\/openapi\.d\.ts)/;

/** Every file of the repository, new ones included, as a path from its root; nothing that git ignores. */
export function repositoryFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return listed.split('\n').filter((file) => file !== '' && existsSync(join(ROOT, file)));
}

export const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

export const exists = (path: string): boolean => existsSync(join(ROOT, path));

/** Files written by hand, without pictures and recordings. */
export const writtenFiles = (): string[] =>
  repositoryFiles().filter((file) => !MADE_BY_TOOLS.test(file) && !/\.(png|jpg|ico|svg|woff2?)$/.test(file));

export const codeFiles = (): string[] => writtenFiles().filter((file) => /\.(ts|tsx|mjs|cjs)$/.test(file));

export const documents = (): string[] => writtenFiles().filter((file) => file.endsWith('.md'));

const parsed = (file: string): ts.SourceFile =>
  ts.createSourceFile(
    file,
    textOf(file),
    ts.ScriptTarget.Latest,
    true,
    file.endsWith('x') ? ts.ScriptKind.TSX : undefined,
  );

/** A block of tests is a chapter, not a function: its tests are measured one by one. */
const isChapter = (node: ts.Node): boolean =>
  ts.isCallExpression(node.parent) && /^describe\b/.test(node.parent.expression.getText());

/** Functions of a file that are longer than a number of lines, as "file:line (lines)". */
export function functionsLongerThan(file: string, linesMax: number): string[] {
  const source = parsed(file);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined && !isChapter(node)) {
      const first = source.getLineAndCharacterOfPosition(node.getStart()).line;
      const lines = source.getLineAndCharacterOfPosition(node.end).line - first + 1;
      if (lines > linesMax) found.push(`${file}:${first + 1} (${lines} lines)`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** True for a file that does nothing but pass on what other files export. */
export function isBarrel(file: string): boolean {
  const { statements } = parsed(file);
  return (
    statements.length > 0 &&
    statements.every((statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier)
  );
}

/** Names of the values that a file exports, its re-exports included. */
export function exportedValues(file: string): string[] {
  const names: string[] = [];
  for (const statement of parsed(file).statements) {
    if (
      ts.isExportDeclaration(statement) &&
      !statement.isTypeOnly &&
      statement.exportClause &&
      ts.isNamedExports(statement.exportClause)
    ) {
      names.push(
        ...statement.exportClause.elements.filter((element) => !element.isTypeOnly).map((element) => element.name.text),
      );
    }
    const exported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (exported && ts.isFunctionDeclaration(statement) && statement.name) names.push(statement.name.text);
    if (exported && ts.isVariableStatement(statement)) {
      names.push(...statement.declarationList.declarations.map((declaration) => declaration.name.getText()));
    }
  }
  return names;
}
