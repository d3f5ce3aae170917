using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Tracer.Mutants;

/// <summary>Finds the places where a small change would make a rule say something else.</summary>
internal static class Mutations
{
    private static readonly Dictionary<SyntaxKind, (SyntaxKind Expression, SyntaxKind Token)> Turned = new()
    {
        [SyntaxKind.EqualsExpression] = (SyntaxKind.NotEqualsExpression, SyntaxKind.ExclamationEqualsToken),
        [SyntaxKind.NotEqualsExpression] = (SyntaxKind.EqualsExpression, SyntaxKind.EqualsEqualsToken),
        [SyntaxKind.LessThanExpression] = (SyntaxKind.LessThanOrEqualExpression, SyntaxKind.LessThanEqualsToken),
        [SyntaxKind.LessThanOrEqualExpression] = (SyntaxKind.LessThanExpression, SyntaxKind.LessThanToken),
        [SyntaxKind.GreaterThanExpression] = (SyntaxKind.GreaterThanOrEqualExpression, SyntaxKind.GreaterThanEqualsToken),
        [SyntaxKind.GreaterThanOrEqualExpression] = (SyntaxKind.GreaterThanExpression, SyntaxKind.GreaterThanToken),
        [SyntaxKind.LogicalAndExpression] = (SyntaxKind.LogicalOrExpression, SyntaxKind.BarBarToken),
        [SyntaxKind.LogicalOrExpression] = (SyntaxKind.LogicalAndExpression, SyntaxKind.AmpersandAmpersandToken),
        [SyntaxKind.AddExpression] = (SyntaxKind.SubtractExpression, SyntaxKind.MinusToken),
        [SyntaxKind.SubtractExpression] = (SyntaxKind.AddExpression, SyntaxKind.PlusToken),
        [SyntaxKind.BitwiseAndExpression] = (SyntaxKind.BitwiseOrExpression, SyntaxKind.BarToken),
    };

    /// <summary>All of a file, in the order of its text.</summary>
    public static IEnumerable<Mutation> In(SyntaxTree tree) => tree.GetRoot().DescendantNodes(node => node is not AttributeListSyntax).SelectMany(Of);

    private static IEnumerable<Mutation> Of(SyntaxNode node) => node switch
    {
        BinaryExpressionSyntax binary when Turned.TryGetValue(binary.Kind(), out var turned) && !IsText(binary) =>
            [new(binary, BinaryExpression(turned.Expression, binary.Left, Token(turned.Token).WithTriviaFrom(binary.OperatorToken), binary.Right), "operator")],
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => [new(not, not.Operand.WithTriviaFrom(not), "negation dropped")],
        IsPatternExpressionSyntax { Pattern: UnaryPatternSyntax not } test when DeclaresNothing(test) => [new(test, test.WithPattern(not.Pattern), "is not → is")],
        IsPatternExpressionSyntax test when DeclaresNothing(test) =>
            [new(test, test.WithPattern(UnaryPattern(Token(SyntaxKind.NotKeyword).WithTrailingTrivia(Space), ParenthesizedPattern(test.Pattern.WithoutTrivia())).WithTriviaFrom(test.Pattern)), "is → is not")],
        IfStatementSyntax { Else: null } guard when guard.Statement is ReturnStatementSyntax { Expression: null } or ContinueStatementSyntax or ExpressionStatementSyntax && DeclaresNothing(guard.Condition) =>
            [new(guard, EmptyStatement().WithTriviaFrom(guard), "guard dropped")],
        ConditionalExpressionSyntax choice when DeclaresNothing(choice.Condition) =>
            [new(choice, choice.WithWhenTrue(choice.WhenFalse.WithTriviaFrom(choice.WhenTrue)).WithWhenFalse(choice.WhenTrue.WithTriviaFrom(choice.WhenFalse)), "branches changed")],
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression } literal => [new(literal, LiteralExpression(SyntaxKind.FalseLiteralExpression).WithTriviaFrom(literal), "literal")],
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.FalseLiteralExpression } literal => [new(literal, LiteralExpression(SyntaxKind.TrueLiteralExpression).WithTriviaFrom(literal), "literal")],
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax, Parent: BlockSyntax } call => [new(call, EmptyStatement().WithTriviaFrom(call), "call dropped")],
        _ => [],
    };

    // What a condition declares is used behind it.
    private static bool DeclaresNothing(SyntaxNode condition) => !condition.DescendantNodes().Any(node => node is SingleVariableDesignationSyntax);

    private static bool IsText(BinaryExpressionSyntax binary) =>
        binary.DescendantNodes().Any(node => node.IsKind(SyntaxKind.StringLiteralExpression) || node is InterpolatedStringExpressionSyntax);
}
