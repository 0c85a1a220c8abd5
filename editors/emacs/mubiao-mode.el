;;; mubiao-mode.el --- Budget performance target sheets -*- lexical-binding: t -*-

;;; Commentary:

;; Put this file on the `load-path' and (require 'mubiao-mode).  Eglot starts
;; the server with M-x eglot, or by itself with
;; (add-hook 'mubiao-mode-hook #'eglot-ensure).  With lsp-mode it is M-x lsp,
;; or (add-hook 'mubiao-mode-hook #'lsp-deferred).

;;; Code:

(defvar mubiao-font-lock-keywords
  '(("^[ 　]*#[ 　]*mubiao[ 　]*[:：].*$" 0 font-lock-preprocessor-face t)
    ("^[ 　]*#.*$" 0 font-lock-comment-face t)
    ("^[^\t#\n]+\\(?:\t\\|$\\)" . font-lock-keyword-face)
    ("\t\\([<>]=?\\|=\\)\t" 1 font-lock-builtin-face)
    ("\t\\(-?[0-9]+\\(?:\\.[0-9]+\\)?\\)\\(?:\t\\|$\\)" 1 font-lock-constant-face)
    ("\t\\([0-9]\\{4\\}-[0-9]\\{2\\}\\)[\t ]*$" 1 font-lock-string-face))
  "What is coloured in a sheet.")

;;;###autoload
(define-derived-mode mubiao-mode fundamental-mode "mubiao"
  "Major mode for budget performance target sheets (绩效目标表)."
  (setq-local comment-start "# "
              indent-tabs-mode t
              indent-line-function #'ignore
              font-lock-defaults '(mubiao-font-lock-keywords t)
              imenu-generic-expression '((nil "^部门[^\t]*\t+\\([^\t\n]+\\)" 1)))
  (local-set-key (kbd "TAB") #'self-insert-command))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.mubiao\\'" . mubiao-mode))

(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '(mubiao-mode . ("mubiao" "lsp"))))

(defvar lsp-language-id-configuration)
(declare-function lsp-register-client "lsp-mode")
(declare-function lsp-stdio-connection "lsp-mode")
(declare-function make-lsp-client "lsp-mode")
(with-eval-after-load 'lsp-mode
  (add-to-list 'lsp-language-id-configuration '(mubiao-mode . "mubiao"))
  (lsp-register-client
   (make-lsp-client :new-connection (lsp-stdio-connection '("mubiao" "lsp"))
                    :major-modes '(mubiao-mode)
                    :server-id 'mubiao)))

(provide 'mubiao-mode)
;;; mubiao-mode.el ends here
